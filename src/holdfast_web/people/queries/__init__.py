"""What can be asked about organisations and people?"""
