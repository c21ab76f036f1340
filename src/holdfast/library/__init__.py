"""What experts edit, as versioned data, with its loaders.

Every loader reads a file that ships beside it and gives a frozen object: `code_list`,
`return_layout` and others, each in the module of its name.
"""
