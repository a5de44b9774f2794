"""The codebook's frame that fits what is counted."""
