<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>TokenTexts</name>
    <message numerus="yes">
        <source>%1 +%n more</source>
        <comment>the first ranges, and how many follow</comment>
        <translation>
            <numerusform>%1 +%n more</numerusform><numerusform>%1 +%n more</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::ConnectDialog</name>
    <message numerus="yes">
        <source>The server lists %n workspace(s) for this token’s user.</source>
        <translation>
            <numerusform>The server lists %n workspace for this token’s user.</numerusform><numerusform>The server lists %n workspaces for this token’s user.</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::ConnectionActions</name>
    <message numerus="yes">
        <source>The secrets of %n token(s) of this server stay in the keychain, for another connection to it.</source>
        <translation>
            <numerusform>The secret of %n token of this server stays in the keychain, for another connection to it.</numerusform><numerusform>The secrets of %n tokens of this server stay in the keychain, for another connection to it.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>The secrets of %n token(s) that you saved there are removed as well.</source>
        <translation>
            <numerusform>The secret of %n token that you saved there is removed as well.</numerusform><numerusform>The secrets of %n tokens that you saved there are removed as well.</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::CreateTokenDialog</name>
    <message numerus="yes">
        <source>Scopes: %1 and %n more.</source>
        <translation>
            <numerusform>Scopes: %1 and %n more.</numerusform><numerusform>Scopes: %1 and %n more.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Works from %n IP range(s) only.</source>
        <translation>
            <numerusform>Works from %n IP range only.</numerusform><numerusform>Works from %n IP ranges only.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n IP range(s) denied.</source>
        <translation>
            <numerusform>%n IP range is denied.</numerusform><numerusform>%n IP ranges are denied.</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::ExpiryEdit</name>
    <message numerus="yes">
        <source>In %n day(s)</source>
        <translation>
            <numerusform>In %n day</numerusform><numerusform>In %n days</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::MainWindow</name>
    <message numerus="yes">
        <source>Loading: %n token(s) so far</source>
        <translation>
            <numerusform>Loading: %n token so far</numerusform><numerusform>Loading: %n tokens so far</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::PreferencesDialog</name>
    <message numerus="yes">
        <source>second(s)</source>
        <translation>
            <numerusform>second</numerusform><numerusform>seconds</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>minute(s)</source>
        <translation>
            <numerusform>minute</numerusform><numerusform>minutes</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::RevokeAllDialog</name>
    <message numerus="yes">
        <source>Revoke all %n token(s) of your user at once, also those that a search hides?</source>
        <translation>
            <numerusform>Revoke the one token of your user, also where a search hides it?</numerusform><numerusform>Revoke all %n tokens of your user at once, also those that a search hides?</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::ScopeChoice</name>
    <message numerus="yes">
        <source>None of %n scope(s) chosen: the token needs at least one.</source>
        <translation>
            <numerusform>The one scope is not chosen: the token needs it.</numerusform><numerusform>None of %n scopes chosen: the token needs at least one.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>None of %n scope(s) chosen.</source>
        <translation>
            <numerusform>The one scope is not chosen.</numerusform><numerusform>None of %n scopes chosen.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>All of %n scope(s) chosen: leave out what the token is not used for.</source>
        <translation>
            <numerusform>The one scope is chosen: leave it out if the token is not used for it.</numerusform><numerusform>All of %n scopes chosen: leave out what the token is not used for.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n scope(s) chosen. Choose no more than the token is used for.</source>
        <translation>
            <numerusform>%1 of %n scope chosen. Choose no more than the token is used for.</numerusform><numerusform>%1 of %n scopes chosen. Choose no more than the token is used for.</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::TokenActions</name>
    <message numerus="yes">
        <source>Copied from the keychain; the clipboard is cleared in %n second(s).</source>
        <translation>
            <numerusform>Copied from the keychain; the clipboard is cleared in %n second.</numerusform><numerusform>Copied from the keychain; the clipboard is cleared in %n seconds.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) were removed from the keychain.</source>
        <translation>
            <numerusform>%n secret was removed from the keychain.</numerusform><numerusform>%n secrets were removed from the keychain.</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::TokenListView</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform><numerusform>%Ln tokens</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::TokenSecretDialog</name>
    <message numerus="yes">
        <source>Copied. The clipboard is cleared in %n second(s).</source>
        <translation>
            <numerusform>Copied. The clipboard is cleared in %n second.</numerusform><numerusform>Copied. The clipboard is cleared in %n seconds.</numerusform></translation>
    </message>
</context>
<context>
    <name>tc::UnconfirmedNotice</name>
    <message numerus="yes">
        <source>The secrets of %n token(s) were never confirmed as stored.</source>
        <translation>
            <numerusform>The secret of %n token was never confirmed as stored.</numerusform><numerusform>The secrets of %n tokens were never confirmed as stored.</numerusform></translation>
    </message>
</context>
</TS>
