import type { Answers, Question, Template } from "../app/api";
import { Field } from "../app/Field";

/** What a template asks before it is launched, filled with what it proposes. */
export function proposedAnswers(template: Template): Answers {
  return Object.fromEntries(template.ask.map((question) => [question.key, question.default ?? (isList(question) ? [] : "")]));
}

interface Props {
  readonly questions: readonly Question[];
  readonly answers: Answers;
  readonly onChange: (answers: Answers) => void;
  /** What is wrong, by question. */
  readonly errors: Readonly<Record<string, string>>;
}

export function AskForm({ questions, answers, onChange, errors }: Props) {
  return questions.map((question) => (
    <Field
      key={question.key}
      label={question.label}
      hint={question.hint}
      optional={question.least === 0}
      error={errors[`answers.${question.key}`]}
    >
      {(described) => (
        <textarea
          {...described}
          required={question.least > 0}
          rows={isList(question) ? 6 : 2}
          value={written(answers[question.key])}
          onInput={(event) => onChange({ ...answers, [question.key]: answerOf(question, event.currentTarget.value) })}
        />
      )}
    </Field>
  ));
}

/** Answers as they are sent: lists without empty lines. */
export function sentAnswers(answers: Answers): Answers {
  const clean = Object.entries(answers).map(([key, answer]) => [
    key,
    typeof answer === "string" ? answer.trim() : answer.map((line) => line.trim()).filter(Boolean),
  ]);
  return Object.fromEntries(clean) as Answers;
}

function isList(question: Question): boolean {
  return question.kind === "lines";
}

function written(answer: string | readonly string[] | undefined): string {
  return typeof answer === "string" ? answer : (answer ?? []).join("\n");
}

function answerOf(question: Question, text: string): string | readonly string[] {
  return isList(question) ? text.split("\n") : text;
}
