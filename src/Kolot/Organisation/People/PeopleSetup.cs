using Kolot.Organisation.People.Recovering;
using Kolot.Organisation.People.SecondStep;
using Kolot.Running;
using Kolot.Organisation.People.SignIn;
using Kolot.Organisation.People.SingleSignOn;
using Kolot.Store;

namespace Kolot.Organisation.People;

/// <summary>Puts sign-in, members, keys and the log into the house.</summary>
public static class PeopleSetup
{
    /// <summary>Registers the acts and sign-in.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddEntrance();
        services.AddSignIn();
        services.AddSingleton<Log>().AddSingleton<DemandSecondStep>().AddSingleton<SecondStepGate>();
        services.AddScoped<MembersView>().AddScoped<InviteMember>().AddScoped<InviteByMail>().AddScoped<ChangeMember>().AddScoped<PartFromMember>().AddScoped<PartFromMember.Means>();
        services.AddScoped<MemberView>().AddScoped<Belongings>().AddScoped<SignOutMember>().AddSingleton<IErrandAnswer, HandKeysOver>();
        services.AddScoped<JoinDoor>().AddScoped<Join>().AddScoped<JoinKeeping>();
        services.AddSingleton<SignOnClient>().AddSingleton<SignOnDiscovery>().AddSingleton<SignOnSecret>().AddSingleton<SignOnExchange>();
        services.AddScoped<SetSignOn>().AddScoped<SignOnMembers>().AddScoped<EnterBySignOn>().AddScoped<SignOnDoor>();
        services.AddScoped<KeysView>().AddScoped<MakeKey>().AddScoped<RevokeKey>().AddScoped<ShowLog>();
        services.AddSingleton<RecoveryBell>().AddSingleton<KnownBrowsers>().AddSingleton<RecoveryRound>().AddHostedService<RecoveryRounds>();
        services.AddScoped<AskRecovery>().AddScoped<Recover>().AddScoped<FreshPassword>();
        return services;
    }

    /// <summary>Makes the directory ready before the first request, and the link for the first owner where nobody is there yet.</summary>
    public static async Task PreparePeople(this WebApplication app)
    {
        await app.Services.GetRequiredService<Migrator>().MigrateDirectory(app.Lifetime.ApplicationStopping);
        await using (var directory = app.Services.GetRequiredService<Databases>().OpenDirectory())
            await app.Services.GetRequiredService<KeyFile>().SealOlder(directory, app.Lifetime.ApplicationStopping);
        await SetUpDoor.Prepare(app);
    }

    /// <summary>Knows who asks, and lets them in or not.</summary>
    public static WebApplication UsePeople(this WebApplication app)
    {
        app.UseLimits();
        app.UseAuthentication();
        app.UseEntrance();
        app.UseMiddleware<SecondStepGate>();
        app.UseMiddleware<FreshProof>();
        return app;
    }

    /// <summary>Their pages.</summary>
    public static WebApplication MapPeople(this WebApplication app)
    {
        SignInSetup.Map(app);
        AskRecovery.Map(app);
        Recover.Map(app);
        JoinDoor.Map(app);
        var organisation = app.MapOrganisation();
        MembersView.Map(organisation);
        MemberView.Map(organisation);
        InviteMember.Map(organisation);
        ChangeMember.Map(organisation);
        PartFromMember.Map(organisation);
        SignOutMember.Map(organisation);
        DemandSecondStep.Map(organisation);
        KeysView.Map(organisation);
        MakeKey.Map(organisation);
        RevokeKey.Map(organisation);
        ShowLog.Map(organisation);
        SetSignOn.Map(organisation);
        SignOnDoor.Map(app, organisation);
        return app;
    }
}
