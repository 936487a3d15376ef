"""The rules, a module for each part of a mini-app, a row for each rule."""
