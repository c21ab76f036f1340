"""A person who may sign in, known by an email address."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from holdfast_web.people.privacy import classed


class UserManager(BaseUserManager["User"]):
    """Makes users whose email address is their name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who may sign in; without a password, by another way only."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make the person who sets the service up."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who may sign in.

    `is_staff` and `is_superuser` are Django's and open the content editor's tools; what a
    person may see and do is said by memberships alone.
    """

    FIELDS = classed(
        public="id is_active is_staff is_superuser groups user_permissions "
        "code_of_conduct_version",
        personal="key email name password last_login joined code_of_conduct_accepted",
    )

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined = models.DateTimeField(auto_now_add=True)
    code_of_conduct_version = models.CharField(max_length=20, blank=True)
    code_of_conduct_accepted = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("email",)
        constraints = (
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(
                    code_of_conduct_accepted__isnull=True, code_of_conduct_version=""
                )
                | models.Q(code_of_conduct_accepted__isnull=False)
                & ~models.Q(code_of_conduct_version=""),
                name="user_accepts_a_version",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Give the name, or the address where there is none."""
        return str(self)

    def get_short_name(self) -> str:
        """Give the name, or the address where there is none."""
        return str(self)
