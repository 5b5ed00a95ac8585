"""How well notices and press are read: this project and its peers on the same items in one run."""
