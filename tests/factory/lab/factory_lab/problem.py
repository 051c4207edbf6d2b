"""The one error type of the lab: a sentence that says what is wrong and what to do next."""


class LabProblem(Exception):
    """Something went wrong; exit_code is what the command line ends with."""

    def __init__(self, sentence: str, exit_code: int = 1):
        super().__init__(sentence)
        self.exit_code = exit_code


class NotPossibleHere(LabProblem):
    """This computer cannot run the lab (rights or packages missing); a test may skip on it."""

    def __init__(self, sentence: str):
        super().__init__(sentence, exit_code=77)
