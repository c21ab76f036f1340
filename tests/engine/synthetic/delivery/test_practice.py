"""What is done between sessions and said of them."""

from holdfast.deliver.register import Presence
from holdfast.synthetic.delivery.practice import ASKED, TASKS

from .made import TODAY, delivered

MADE = delivered()
RUNS = MADE.runs


def test_each_session_held_has_one_task_due_at_the_next():
    for run in RUNS:
        held = {one.session for one in run.sittings if one.kind == "staff" and one.day <= TODAY}
        tasks = run.practice.tasks
        assert [task.session for task in tasks] == sorted(held)
        assert all(task.set_on < task.due for task in tasks)
        assert [task.words for task in tasks] == list(TASKS[: len(tasks)])


def test_only_those_who_were_there_and_still_are_tell_of_a_task():
    for run in RUNS:
        came = {
            (one.sitting.session, one.staff.number)
            for one in run.registers.marks
            if one.sitting.kind == "staff" and one.mark.presence is not Presence.ABSENT
        }
        for one in run.practice.tries:
            assert (one.task.session, one.staff.number) in came
            assert one.staff.works_on(one.told_on)
            assert one.told_on <= TODAY
            assert bool(one.what_happened) is one.tried


def test_most_tasks_were_tried_and_some_have_a_comment():
    tries = [one for run in RUNS for one in run.practice.tries]

    assert 0.5 < sum(one.tried for one in tries) / len(tries) < 0.75
    assert 0 < sum(bool(one.comment) for one in tries) < len(tries) / 2


def test_consultations_are_by_those_who_deliver_the_run_that_day():
    for run in RUNS:
        names = {one.facilitator.name for one in run.delivering}
        assert all(one.by in names and one.day <= TODAY for one in run.practice.consultations)
    assert len(RUNS[0].practice.consultations) == 4
    assert 0 < len(RUNS[5].practice.consultations) < 4


def test_feedback_is_of_five_and_never_more_than_came():
    for run in RUNS:
        for sitting in run.sittings:
            answers = [one for one in run.practice.feedback if one.sitting == sitting]
            came = [
                one
                for one in run.registers.marks
                if one.sitting == sitting and one.mark.presence is not Presence.ABSENT
            ]
            assert len(answers) <= len(came)
        for one in run.practice.feedback:
            assert [what for what, _ in one.ratings] == list(ASKED)
            assert all(1 <= rating <= 5 for _, rating in one.ratings)


def test_answers_stand_in_another_order_than_the_register():
    # The register is in order of staff; the answers of a sitting are shuffled by a lot.
    run, again = RUNS[0], delivered(seed=2).runs[0]

    assert run.practice.feedback == delivered().runs[0].practice.feedback
    assert run.practice.feedback != again.practice.feedback


def test_a_run_that_has_not_begun_has_nothing():
    early = delivered(TODAY, trained=(12, 13, 14, 13, 15, 15))
    planned = [run for run in delivered(TODAY.replace(month=9)).runs if run.home.number == 6]

    assert early.runs[5].practice.tasks
    assert all(run.practice.tasks for run in planned)
