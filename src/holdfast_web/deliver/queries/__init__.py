"""What can be asked of delivery, within what a person may see."""
