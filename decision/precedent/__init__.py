"""What was done in the documented cases nearest to this one."""
