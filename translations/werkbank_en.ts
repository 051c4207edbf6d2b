<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>werkbank::CertificateLine</name>
    <message numerus="yes">
        <source>This factory lets you in with a certificate. You get one for %n hours at a time.</source>
        <translation>
            <numerusform>This factory lets you in with a certificate. You get one for %n hour at a time.</numerusform>
            <numerusform>This factory lets you in with a certificate. You get one for %n hours at a time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::ChartWords</name>
    <message numerus="yes">
        <source>Readings of %n GPUs</source>
        <translation>
            <numerusform>Readings of %n GPU</numerusform>
            <numerusform>Readings of %n GPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Went on in a new attempt %n times, the last time at %1.</source>
        <translation>
            <numerusform>Went on once in a new attempt, at %1.</numerusform>
            <numerusform>Went on in a new attempt %n times, the last time at %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved %n times, the last time at %1.</source>
        <translation>
            <numerusform>Saved once, at %1.</numerusform>
            <numerusform>Saved %n times, the last time at %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They are in %n computers.</source>
        <translation>
            <numerusform>They are in %n computer.</numerusform>
            <numerusform>They are in %n computers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::ConnectionLine</name>
    <message numerus="yes">
        <source>Trying again in %n seconds.</source>
        <translation>
            <numerusform>Trying again in %n second.</numerusform>
            <numerusform>Trying again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trying again in %n minutes.</source>
        <translation>
            <numerusform>Trying again in %n minute.</numerusform>
            <numerusform>Trying again in %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::DataPanel</name>
    <message numerus="yes">
        <source>Your data cannot be used yet: %n things must be repaired first.</source>
        <translation>
            <numerusform>Your data cannot be used yet: one thing must be repaired first.</numerusform>
            <numerusform>Your data cannot be used yet: %n things must be repaired first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %n things to note. You may go on.</source>
        <translation>
            <numerusform>There is one thing to note. You may go on.</numerusform>
            <numerusform>There are %n things to note. You may go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::DataPreview</name>
    <message numerus="yes">
        <source>%n pictures</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more kinds</source>
        <translation>
            <numerusform>and %n more kind</numerusform>
            <numerusform>and %n more kinds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::DatasetList</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept there packed together, as %n files. Your jobs see them as they were.</source>
        <translation>
            <numerusform>Kept there packed together, as %n file. Your jobs see them as they were.</numerusform>
            <numerusform>Kept there packed together, as %n files. Your jobs see them as they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::DropZone</name>
    <message numerus="yes">
        <source>You dropped %n things at once. Werkbank takes one.</source>
        <translation>
            <numerusform>You dropped %n thing at once. Werkbank takes one.</numerusform>
            <numerusform>You dropped %n things at once. Werkbank takes one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::EstimateCard</name>
    <message numerus="yes">
        <source>on %n GPUs</source>
        <translation>
            <numerusform>on %n GPU</numerusform>
            <numerusform>on %n GPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For all %n settings together. Waiting for a place on the factory is not in it. A setting that takes longer than %1 is stopped; the others go on.</source>
        <translation>
            <numerusform>For %n setting. Waiting for a place on the factory is not in it. If it takes longer than %1 it is stopped.</numerusform>
            <numerusform>For all %n settings together. Waiting for a place on the factory is not in it. A setting that takes longer than %1 is stopped; the others go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::FactoryPage</name>
    <message numerus="yes">
        <source>Computers with %n GPUs each</source>
        <translation>
            <numerusform>Computers with %n GPU each</numerusform>
            <numerusform>Computers with %n GPUs each</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::FindingList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::GpuField</name>
    <message numerus="yes">
        <source>%n graphics cards</source>
        <translation>
            <numerusform>%n graphics card</numerusform>
            <numerusform>%n graphics cards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n computers</source>
        <translation>
            <numerusform>%1 in %n computer</numerusform>
            <numerusform>%1 in %n computers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::JobDetails</name>
    <message numerus="yes">
        <source>%n computers, each with %1</source>
        <translation>
            <numerusform>%n computer, each with %1</numerusform>
            <numerusform>%n computers, each with %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::JobLog</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::JobOverview</name>
    <message numerus="yes">
        <source>on average, %n GPUs</source>
        <translation>
            <numerusform>on average, %n GPU</numerusform>
            <numerusform>on average, %n GPUs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last minute, %n GPUs</source>
        <translation>
            <numerusform>last minute, %n GPU</numerusform>
            <numerusform>last minute, %n GPUs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::JobsPage</name>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n jobs</source>
        <translation>
            <numerusform>%1 of %n job</numerusform>
            <numerusform>%1 of %n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::KeyForm</name>
    <message numerus="yes">
        <source>Take at least %n characters, or leave it empty.</source>
        <translation>
            <numerusform>Take at least %n character, or leave it empty.</numerusform>
            <numerusform>Take at least %n characters, or leave it empty.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::KeySteps</name>
    <message numerus="yes">
        <source>It can take up to %n hours before the factory knows your key.</source>
        <translation>
            <numerusform>It can take up to %n hour before the factory knows your key.</numerusform>
            <numerusform>It can take up to %n hours before the factory knows your key.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::LogSearchBar</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::LogView</name>
    <message numerus="yes">
        <source>%n lines of progress</source>
        <translation>
            <numerusform>%n line of progress</numerusform>
            <numerusform>%n lines of progress</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::RenderWords</name>
    <message numerus="yes">
        <source>%n GPUs</source>
        <translation>
            <numerusform>%n GPU</numerusform>
            <numerusform>%n GPUs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::SignInPanel</name>
    <message numerus="yes">
        <source>Is your account or your key new? Then it can take up to %n hours before the factory lets you in. Nothing is wrong then: try again later.</source>
        <translation>
            <numerusform>Is your account or your key new? Then it can take up to %n hour before the factory lets you in. Nothing is wrong then: try again later.</numerusform>
            <numerusform>Is your account or your key new? Then it can take up to %n hours before the factory lets you in. Nothing is wrong then: try again later.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::SignInQuestion</name>
    <message numerus="yes">
        <source>After that the factory locks your account for %n hours.</source>
        <translation>
            <numerusform>After that the factory locks your account for %n hour.</numerusform>
            <numerusform>After that the factory locks your account for %n hours.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You can still try %n times.</source>
        <translation>
            <numerusform>You can still try %n time.</numerusform>
            <numerusform>You can still try %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::SignInStop</name>
    <message numerus="yes">
        <source>It opens again by itself, %n hours after the last try.</source>
        <translation>
            <numerusform>It opens again by itself, %n hour after the last try.</numerusform>
            <numerusform>It opens again by itself, %n hours after the last try.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::StartStep</name>
    <message numerus="yes">
        <source>%n settings are tried, the best is kept</source>
        <translation>
            <numerusform>%n setting is tried</numerusform>
            <numerusform>%n settings are tried, the best is kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::StoredPanel</name>
    <message numerus="yes">
        <source>%n folders</source>
        <translation>
            <numerusform>%n folder</numerusform>
            <numerusform>%n folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There are %n more that are not counted here.</source>
        <translation>
            <numerusform>There is %n more that is not counted here.</numerusform>
            <numerusform>There are %n more that are not counted here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::StoredRow</name>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, packed together from %n</source>
        <translation>
            <numerusform>, packed together from %n</numerusform>
            <numerusform>, packed together from %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::SweepCard</name>
    <message numerus="yes">
        <source>%n at once.</source>
        <translation>
            <numerusform>%n at a time.</numerusform>
            <numerusform>%n at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::SweepCurves</name>
    <message numerus="yes">
        <source>So that the lines can be told apart, %n are left out. They did less well or have no score yet.</source>
        <translation>
            <numerusform>So that the lines can be told apart, %n is left out. It did less well or has no score yet.</numerusform>
            <numerusform>So that the lines can be told apart, %n are left out. They did less well or have no score yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::SweepField</name>
    <message numerus="yes">
        <source>There are only %n different settings here.</source>
        <translation>
            <numerusform>There is only %n setting here.</numerusform>
            <numerusform>There are only %n different settings here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n settings</source>
        <translation>
            <numerusform>%n setting</numerusform>
            <numerusform>%n settings</numerusform>
        </translation>
    </message>
</context>
</TS>
