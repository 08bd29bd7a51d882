"""What is tracked and asked: frozen values without behaviour that needs the outside."""
