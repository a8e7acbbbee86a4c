"""`python -m training`: train the reader, measure it, and write the weights that ship."""

import argparse
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> None:
    """Run one of the steps."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    learn = steps.add_parser("train", help="train, or go on after a break")
    measure = steps.add_parser("measure", help="measure weights on development data, as JSON")
    ship = steps.add_parser("ship", help="write the weights of a state in 8 bits")
    for step in (learn, measure):
        step.add_argument("--sets", type=Path, required=True, help="folder of the public sets")
        step.add_argument("--documents", type=Path, nargs="*", default=[], help="official texts")
        step.add_argument("--synonyms", type=Path, help="groups of synonyms, one a line")
    average = steps.add_parser("average", help="write the mean of weights that ship wrote")
    for step in (learn, ship):
        step.add_argument("--out", type=Path, required=True, help="folder of the training state")
    learn.add_argument("--threads", type=int, default=2)
    learn.add_argument("--first-steps", type=int, default=300, help="on the public sets alone")
    learn.add_argument("--steps", type=int, default=1625, help="in all")
    learn.add_argument("--decay", type=int, default=800, help="last steps, the rate falling")
    learn.add_argument("--from", type=Path, dest="start", help="shipped weights to begin with")
    learn.add_argument("--peak", type=float, default=1.5e-4, help="the highest learning rate")
    learn.add_argument("--seed", type=int, default=1, help="of what is drawn at random")
    learn.add_argument("--fixed", type=int, default=0, help="lowest layers left as they are")
    measure.add_argument("--weights", type=Path, required=True, help="folder that ship wrote")
    measure.add_argument(
        "--measure-only", type=Path, nargs="*", default=[], help="more SQuAD files"
    )
    measure.add_argument(
        "--learnt", action="store_true", help="measure on questions that were learnt, too"
    )
    measure.add_argument("--sample", type=int, default=800, help="questions of each of those")
    average.add_argument(
        "--of", type=Path, nargs="+", required=True, help="folders that ship wrote"
    )
    for step in (ship, average):
        step.add_argument("--to", type=Path, required=True, help="folder for the weights")
    reports = steps.add_parser("reports", help="measure shipped weights on a question set, as JSON")
    reports.add_argument("--weights", type=Path, required=True, help="folder that ship wrote")
    reports.add_argument("--reports", type=Path, required=True, help="the reports asked about")
    reports.add_argument("--questions", type=Path, required=True, help="the question set")
    reports.add_argument("--split", default="dev", help="which part of it")
    sets = steps.add_parser(
        "sets", help="write sets of the documents held out, and measure on them"
    )
    sets.add_argument("--documents", type=Path, nargs="*", default=[], help="official texts")
    sets.add_argument("--to", type=Path, required=True, help="a new folder")
    steps.add_parser("rules", help="how many answers by hand the rules of answering contradict")
    far = steps.add_parser("reach", help="measure how far the encoder's inputs reach")
    far.add_argument("--to", type=Path, required=True, help="the file to write")
    asked = steps.add_parser("questions", help="learn the map of questions' vectors")
    asked.add_argument("--documents", type=Path, nargs="*", default=[], help="official texts")
    asked.add_argument("--to", type=Path, required=True, help="the file to write")
    options = parser.parse_args(arguments)

    run = {
        "train": _train,
        "measure": _measure,
        "ship": _ship,
        "average": _average,
        "reports": _reports,
        "sets": _sets,
        "reach": _reach,
        "rules": _rules,
        "questions": _questions,
    }
    run[options.step](options)


def _train(options: argparse.Namespace) -> None:
    import torch

    from reportqa.embedding import model_folder
    from training.curriculum import load_sets, mixture
    from training.encoding import Encoding
    from training.loop import Schedule, Trainer, train

    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(model_folder(), options.seed, options.fixed)
    state = options.out / "state.pt"
    if state.exists():
        trainer.load(state)
        _tell(f"goes on from step {trainer.step}")
    elif options.start:
        trainer.start_from(options.start)
    encoding = Encoding(model_folder())
    sets = load_sets(options.sets, options.documents, options.synonyms)
    peak, warm_up = options.peak, 100
    if trainer.step < options.first_steps:
        schedule = Schedule(options.first_steps, warm_up, 1, peak)
        sources = mixture(sets, made=False)
        train(trainer, sources, encoding, schedule, options.out, options.seed, 0, _tell)
    schedule = Schedule(options.steps, warm_up, options.decay, peak)
    sources = mixture(sets, made=True)
    first = options.first_steps
    train(trainer, sources, encoding, schedule, options.out, options.seed + 1, first, _tell)


def _measure(options: argparse.Namespace) -> None:
    from training.measuring import measure

    measure(options, _tell)


def _ship(options: argparse.Namespace) -> None:
    from training.shipping import ship

    ship(options.out / "state.pt", options.to)


def _average(options: argparse.Namespace) -> None:
    from training.shipping import average

    average(options.of, options.to)


def _reports(options: argparse.Namespace) -> None:
    from training.measuring_reports import measure_reports

    measure_reports(options.weights, options.reports, options.questions, options.split, _tell)


def _reach(options: argparse.Namespace) -> None:
    from safetensors.numpy import save_file

    from reportqa.embedding.builtin import read_source
    from reportqa.embedding.graph import layer_tensors
    from reportqa.embedding.weights import read_weights
    from training.reach import encoder_batches, examples, reach

    tensors = layer_tensors(read_weights(read_source()))
    save_file(reach(tensors, encoder_batches(examples())), options.to)


def _sets(options: argparse.Namespace) -> None:
    from training.held_out import measure_sets, write_library, write_sets

    measure_sets(write_sets(options.documents, options.to), _tell)
    measure_sets([write_library(options.documents, options.to / "library")], _tell)


def _questions(options: argparse.Namespace) -> None:
    from reportqa.embedding import model_folder
    from reportqa.embedding.builtin import IDENTITY
    from reportqa.embedding.openvino_encoder import OpenVinoEncoder
    from training.question_map import learn, load_pairs

    encoder = OpenVinoEncoder.from_folder(model_folder(), IDENTITY)
    learn(load_pairs(options.documents), encoder, _tell).save(options.to)


def _rules(_: argparse.Namespace) -> None:
    from training.own_readings import READINGS, load_readings
    from training.rules import contradicted

    readings = (one for kind in sorted(READINGS.iterdir()) for one in load_readings(kind))
    for rule, (against, number) in contradicted(readings).items():
        _tell(f"{rule}: {against} of {number}")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
