-- Through which server an organisation's mail goes.
CREATE TABLE "mail_settings" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_mail_settings" PRIMARY KEY,
    "host" TEXT NULL,
    "port" INTEGER NOT NULL,
    "security" INTEGER NOT NULL,
    "user_name" TEXT NULL,
    "password" BLOB NULL,
    "from_address" TEXT NOT NULL,
    "from_name" TEXT NULL,
    "version" INTEGER NOT NULL
);
