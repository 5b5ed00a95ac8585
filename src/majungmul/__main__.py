"""`python -m majungmul` is `majungmul`."""

from majungmul.cli import main

main()
