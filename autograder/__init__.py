"""Large Models, Checked: the machine that builds notebooks and grades them."""
