"""Documents of regulations.gov: until when comments are taken there, and what was withdrawn."""
