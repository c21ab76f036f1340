"""What can be done from the command line with organisations, people and the trail?"""
