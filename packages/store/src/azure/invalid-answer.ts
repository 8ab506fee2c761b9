import { type InvalidAnswer, invalidAnswerOf } from "../transport/invalid-answer.ts";

export const invalidAnswer: InvalidAnswer = invalidAnswerOf("an Azure Blob service, not another server's or a proxy's");
