"""What do we do, and is it done as meant? Programmes, sites, homes, runs, referrals."""
