"""Run the benchmarks: one by its name, or all."""

if __name__ == "__main__":
    # A process that reads a foreign file imports the module its parent was started with: the program's is as light.
    from benchmarks.command import main

    main()
