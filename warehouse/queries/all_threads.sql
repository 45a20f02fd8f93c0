-- work with as many threads as the machine has
reset threads
