"""What is asked about an organisation, and about a person who is invited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password

from holdfast_web.people.models import Organisation, User
from holdfast_web.people.models.organisation import Kind, Region
from holdfast_web.people.roles import ROLES, RoleName
from holdfast_web.ui.forms import hint_options

if TYPE_CHECKING:
    from django.db.models import QuerySet


class OrganisationForm(forms.Form):
    """An organisation's name, kind and place in the tree."""

    name = forms.CharField(
        label="Name",
        max_length=200,
        error_messages={"required": "Enter the name of the organisation."},
    )
    kind = forms.ChoiceField(
        label="What kind of organisation is it?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what kind of organisation it is."},
    )
    parent = forms.ModelChoiceField(
        label="Which organisation does it stand under?",
        help_text=(
            "Everyone with a role in that organisation has the same role here. A home stands "
            "under its authority or provider."
        ),
        queryset=Organisation.objects.none(),
        empty_label="Select an organisation",
        to_field_name="key",
        error_messages={"required": "Select the organisation that it stands under."},
    )

    region = forms.ChoiceField(
        label="Which region is it in? (optional)",
        help_text="Leave it empty where it is the region of the organisation it stands under.",
        choices=[("", "The same as the organisation above"), *Region.choices],
        required=False,
    )
    keep_originals = forms.BooleanField(
        label="Whoever uploads returns here may keep the files",
        help_text=(
            "Files of returns hold details of children that Holdfast does not need, and are "
            "deleted when they have been read. Tick this only where you must keep them. Files "
            "that were kept stay until their returns are deleted."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, parents: QuerySet[Organisation], may_be_top: bool = False, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        parent = cast("forms.ModelChoiceField[Organisation]", self.fields["parent"])
        parent.queryset = parents
        if may_be_top:
            parent.required = False
            parent.empty_label = "None: it stands at the top"


class RoleForm(forms.Form):
    """A role, out of those that the giver may give."""

    role = forms.ChoiceField(
        label="Role",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role."},
    )

    def __init__(self, *args: Any, roles: set[RoleName], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = cast("forms.ChoiceField", self.fields["role"])
        field.choices = [(name.value, name.label) for name in RoleName if name in roles]
        hint_options(field, {name.value: ROLES[name].description for name in roles})


class InviteForm(RoleForm):
    """Who is invited, and in which role."""

    email = forms.EmailField(
        label="Email address",
        help_text="We will send a link that works once, for seven days.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter an email address."},
    )
    field_order = ("email", "role")


class AcceptInvitationForm(forms.Form):
    """Who somebody is who was invited and has no account, and how they will sign in."""

    name = forms.CharField(
        label="Your name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three words that you can remember are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        error_messages={"required": "Choose a password."},
    )
    accepts = forms.BooleanField(
        label="I have read the code of conduct and will keep to it",
        error_messages={"required": "Read the code of conduct and accept it to go on."},
    )

    def __init__(self, *args: Any, email: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.email = email

    def clean_password(self) -> str:
        """Hold the password against the rules."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.data.get("name", "")))
        return password
