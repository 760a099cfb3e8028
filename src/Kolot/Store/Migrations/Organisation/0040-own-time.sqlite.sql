-- Whoever wrote through the form says with the ending how much of their own time it took.
ALTER TABLE "enquiry_steps" ADD COLUMN "minutes" INTEGER NULL;
