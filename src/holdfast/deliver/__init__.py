"""2. What do we do, and is it done as meant? Programmes, their dose, fidelity and referrals."""
