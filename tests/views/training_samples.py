"""Samples of everything about training: each part has a file of its own, joined here."""

from bot.rules.refusals import Refusal
from bot.rules.training import refusals as because
from tests.views import training_resource_samples, training_skill_samples
from tests.views.extremes import TEXTS, long

SAMPLES = {**training_resource_samples.SAMPLES, **training_skill_samples.SAMPLES}
WITHOUT_KEY = {**training_resource_samples.WITHOUT_KEY, **training_skill_samples.WITHOUT_KEY}
PARTS = {*training_resource_samples.PARTS, *training_skill_samples.PARTS}

OF_RESOURCES: tuple[Refusal, ...] = (
    because.NoSuchResource(),
    because.NotALink(),
    because.NothingToRead(),
    because.NotMinutes(600),
    because.ResourceChanged(long(TEXTS["hostile"], 120)),
    because.HasNewVersion(long(TEXTS["hostile characters"], 120)),
    because.ResourceRetired(long(TEXTS["hostile"], 120)),
)
REFUSALS: tuple[Refusal, ...] = (*OF_RESOURCES, *training_skill_samples.REFUSALS)
