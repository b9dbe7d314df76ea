"""Trả lời chương trình khác: what a built site tells a program that asks.

An answer is passages with their addresses. It reads what a build published and nothing else: what a gate, a mask or the choice of persons kept from the site is not
there to be told. No sentence is made here: beside the words of papers stand facts of the open data.
"""
