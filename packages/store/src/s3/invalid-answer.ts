import { type InvalidAnswer, invalidAnswerOf } from "../transport/invalid-answer.ts";

export const invalidAnswer: InvalidAnswer = invalidAnswerOf("an S3 server's, not its web console's or a proxy's");
