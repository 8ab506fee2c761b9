import { type InvalidAnswer, invalidAnswerOf } from "../transport/invalid-answer.ts";

export const invalidAnswer: InvalidAnswer = invalidAnswerOf("a server of Google's JSON API, not a proxy's");
