using Kolot.Core.Organisation;
using Kolot.Organisation.People.Passkeys;
using Kolot.Organisation.People.SecondStep;
using Kolot.Running;
using Kolot.Store;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Puts accounts, sessions and their doors into the house.</summary>
public static class SignInSetup
{
    /// <summary>The limit on how often one address may knock.</summary>
    public const string Doors = "doors";

    /// <summary>Registers sign-in.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSettings<SignInSettings>("SignIn").AddSettings<ProtectionSettings>("Protection").AddSingleton<KeyFile>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<Account>(Rules).AddEntityFrameworkStores<DirectoryStore>().AddUserStore<AccountStore>().AddSignInManager()
            .AddClaimsPrincipalFactory<AccountClaims>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.AddSingleton<Sessions>().AddSingleton<SetUpDoor>().AddSingleton<Founding>().AddSingleton<SignInLog>().AddSingleton<Start.Faces>();
        services.AddScoped<EnterWithPassword>().AddScoped<SetUp>().AddScoped<AccountPages>();
        services.AddSingleton<SecondSteps>().AddSingleton<PageSeal>().AddSingleton<HalfWayIn>().AddScoped<EnterWithCode>().AddScoped<SetUpSecondStep>().AddScoped<SecondStepPages>();
        services.AddPasskeys();
        services.AddSingleton<FreshProof>().AddScoped<GiveProof>();
        services.AddScoped<BeginSession>().AddScoped<TellColleagues>().AddScoped<ChangeAccount>().AddScoped<ChangePassword>().AddScoped<EndSession>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<Sessions, IConfiguration>(Cookie);
        services.AddDataProtection().SetApplicationName("Kolot");
        services.AddOptions<KeyManagementOptions>().Configure<Databases, KeyFile>((keys, databases, file) =>
            (keys.XmlRepository, keys.XmlEncryptor) = (new ProtectionKeys(databases), file.IsThere ? file : null));
        return services;
    }

    /// <summary>The doors, the start page and everybody's own page.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        Start.Map(routes);
        SetUp.Map(routes);
        EnterWithPassword.Map(routes);
        EnterWithCode.Map(routes);
        SecondStepPages.Map(routes);
        EnterWithPasskey.Map(routes);
        PasskeyPages.Map(routes);
        FreshProof.Map(routes);
        AccountPages.Map(routes);
        ChangeAccount.Map(routes);
        ChangePassword.Map(routes);
        EndSession.Map(routes);
    }

    // What makes a password good is Core's to say (Passwords): Identity's rules of composition are off.
    private static void Rules(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;
        identity.User.AllowedUserNameCharacters = "";
        identity.Password.RequiredLength = Passwords.Least;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
        identity.Lockout.AllowedForNewUsers = true;
    }

    private static void Cookie(CookieAuthenticationOptions cookie, Sessions sessions, IConfiguration configuration)
    {
        var secure = configuration["PublicAddress"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;
        cookie.SessionStore = sessions;
        cookie.Cookie.Name = secure ? "__Host-kolot-session" : "kolot-session";
        cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = Sessions.Lasting;
        cookie.SlidingExpiration = true;
    }
}
