"""What can be done with organisations and people? One verb a function, one audit event each."""
