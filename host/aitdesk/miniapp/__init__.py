"""What TARGET means, and what is known of the mini-app beforehand."""
