"""What can be done in delivery: verbs that write, each with its event on the trail."""
