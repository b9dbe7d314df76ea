"""What the program is made of: licences, published faults, and a bill of materials (SBOM). `make audit` runs it."""
