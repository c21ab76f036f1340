"""The pages of people: one module a page or a short path of them."""
