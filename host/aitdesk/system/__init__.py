"""What is asked of the operating system: how a process ends, its children, folders and files."""
