"""What only the HTML page has: picture, time machine, their words. Fields that all formats show are in ``answer/``."""
