"""The commands of `medialit`, one module each. They read options and print; the work is done in the layers below."""
