"""What the citizen's pages show, worked out from the domain as plain values for templates.

May read every app below; changes nothing and knows no request. The pages themselves are portal.views.
"""
