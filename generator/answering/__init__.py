"""Trả lời chương trình khác: what a built site tells a program that asks.

An answer is passages with their addresses, and facts of the open data beside them; no sentence is made here. What a
build published is read and nothing else: what a gate, a mask or the choice of persons kept from the site is not there
to be told.
"""
