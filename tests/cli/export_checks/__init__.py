"""Reference checks of exports, one module a format: problems(folder) lists what breaks a rule of the published format.
Each rule is quoted with its source. They share no code with the exporters."""
