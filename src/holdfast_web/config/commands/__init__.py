"""Which commands of `holdfast` run the service?

One file each, found through the entry points of the group `holdfast.commands`. A file imports
Django only when its command runs, so that `holdfast --help` answers at once.
"""
