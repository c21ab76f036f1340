"""How does the organisation's own identity provider say who somebody is (OpenID Connect)?

Django's allauth speaks the protocol. What it leaves to trust is checked here: `tokens` reads an
identity token, `adapter` asks for one and compares it with what else the provider says,
`provider` sends people there, `urls` and `views` are the two addresses of the way.
"""
