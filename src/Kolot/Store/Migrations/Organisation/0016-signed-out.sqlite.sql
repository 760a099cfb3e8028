-- Since when a member's sessions open the organisation only after a proof.
ALTER TABLE "members" ADD COLUMN "signed_out_at" TEXT NULL;
