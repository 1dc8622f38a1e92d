"""What readers see: the route table of the public site."""
