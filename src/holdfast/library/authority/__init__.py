"""What are the children and the services of an invented authority like?

Rates as data: `northmere.yaml` holds them with the source and the confidence of each group;
`rates` checks and loads them. `holdfast.synthetic` lives by them.
"""
