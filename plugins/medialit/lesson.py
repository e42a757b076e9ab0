"""What a teacher says of an article for a class: the `lesson:` of its front matter. All of it is optional."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from medialit.plaintext import PlainText, Sentences, Slug

Reveal = Literal["after-mark", "open", "off"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuizQuestion(_Strict):
    """One question with options to choose from. `answer` counts from 1; of several right options, any is right."""

    question: Sentences = Field(description="what is asked")
    options: tuple[Sentences, ...] = Field(min_length=2, max_length=6, description="what to choose from, two to six")
    answer: tuple[Annotated[int, Field(ge=1)], ...] = Field(
        min_length=1, description="number of the right option, from 1; or a list of numbers"
    )
    explanation: Sentences | None = Field(None, description="why; shown with the answer")

    @field_validator("answer", mode="before", json_schema_input_type=int | tuple[int, ...])
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, int) else value

    @model_validator(mode="after")
    def _answer_is_an_option(self) -> Self:
        if wrong := [number for number in self.answer if number > len(self.options)]:
            raise ValueError(f"answer {wrong[0]} is no option; there are {len(self.options)}")
        return self


class Lesson(_Strict):
    """How a class may work with an article."""

    grade: PlainText | None = Field(None, description="school years it suits, such as 8–10")
    minutes: Annotated[int, Field(ge=1, le=600)] | None = Field(None, description="time it takes")
    objectives: tuple[Sentences, ...] = Field((), max_length=6, description="what students will be able to do")
    standards: tuple[PlainText, ...] = Field((), description="codes listed in the site's standards.yml")
    vocabulary: dict[PlainText, Sentences] = Field({}, description="words to know, each with its meaning")
    questions: tuple[Sentences, ...] = Field((), description="questions to discuss, shown before those made by rule")
    quiz: tuple[QuizQuestion, ...] = Field((), description="questions with options, shown before those made by rule")
    compare: tuple[Slug, ...] = Field((), description="articles to put beside this one, by file name without .md")
    reveal: Reveal | None = Field(None, description="when readers are offered the marks")

    @field_validator("grade", mode="before", json_schema_input_type=PlainText | int | None)
    @classmethod
    def _a_number_is_a_grade(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator(
        "objectives", "standards", "questions", "compare", mode="before",
        json_schema_input_type=PlainText | tuple[PlainText, ...],
    )  # fmt: skip
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value
