"""How quickly do the pages answer, when fifty people work at once in a large authority?"""
