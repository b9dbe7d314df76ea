"""What is kept between builds, in the build folder and in the folder of the state."""
