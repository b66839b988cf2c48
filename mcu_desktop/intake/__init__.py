"""Reading foreign files: recognise a layout, map its columns, give cases or reasons."""
