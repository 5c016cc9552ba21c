"""The papers the product writes: what each says (contexts), and how it becomes a PDF (rendering)."""
