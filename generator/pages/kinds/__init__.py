"""One module or folder for each kind of page, as `PAGE_KINDS` lists them."""
