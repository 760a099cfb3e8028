using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Organisation.People.SignIn;

/// <summary>By what the keys are sealed that seal sessions, second steps and passwords of mail servers. Section <c>Protection</c>.</summary>
public sealed class ProtectionSettings : IValidatableObject
{
    internal const int Length = 32;

    /// <summary>A file beside the database, a key of 32 bytes in base 64 a line: the first seals, all open. Without one, who reads the directory's rows can open what they seal.</summary>
    public string? KeyFile { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(KeyFile)) yield break;
        string? trouble = null;
        try
        {
            if (Read(KeyFile) is not { Length: > 0 } keys || keys.Any(key => key.Length != Length)) trouble = "holds no key of 32 bytes in base 64";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            trouble = "cannot be read";
        }

        if (trouble is not null) yield return new($"'{KeyFile}' {trouble}; openssl rand -base64 32 makes one", [nameof(KeyFile)]);
    }

    internal static byte[][] Read(string file) => [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0).Select(Bytes)];

    private static byte[] Bytes(string line)
    {
        var bytes = new byte[Length + 1];
        return Convert.TryFromBase64String(line, bytes, out var length) ? bytes[..length] : [];
    }
}

/// <summary>Seals the keys in the directory by a file that lies elsewhere.</summary>
public sealed class KeyFile(IOptions<ProtectionSettings> settings) : IXmlEncryptor
{
    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";

    private readonly Lazy<byte[][]> keys = new(() => settings.Value.KeyFile is { Length: > 0 } file ? ProtectionSettings.Read(file) : []);

    /// <summary>Whether there is one.</summary>
    public bool IsThere => keys.Value.Length > 0;

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var whole = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + plain.Length];
        var (nonce, tag, text) = Parts(whole);
        RandomNumberGenerator.Fill(nonce.Span);
        using var seal = new AesGcm(keys.Value[0], AesGcm.TagByteSizes.MaxSize);
        seal.Encrypt(nonce.Span, plain, text.Span, tag.Span);
        return new(new XElement("sealed", Convert.ToBase64String(whole)), typeof(OpenedByKeyFile));
    }

    /// <summary>Opens what any of the keys sealed.</summary>
    /// <exception cref="CryptographicException">None of them did.</exception>
    internal XElement Decrypt(XElement sealedElement)
    {
        var (nonce, tag, text) = Parts(Convert.FromBase64String(sealedElement.Value));
        var plain = new byte[text.Length];
        foreach (var key in keys.Value)
        {
            using var seal = new AesGcm(key, AesGcm.TagByteSizes.MaxSize);
            try
            {
                seal.Decrypt(nonce.Span, text.Span, tag.Span, plain);
                return XElement.Parse(Encoding.UTF8.GetString(plain));
            }
            catch (AuthenticationTagMismatchException)
            {
                // Another key's.
            }
        }

        throw new CryptographicException("No key of Protection:KeyFile opens this.");
    }

    /// <summary>Seals what lies in the directory from before there was a file.</summary>
    internal async Task SealOlder(DirectoryStore directory, CancellationToken cancel)
    {
        if (!IsThere) return;
        foreach (var row in await directory.ProtectionKeys.AsNoTracking().ToListAsync(cancel))
        {
            var xml = XElement.Parse(row.Xml);
            var open = xml.DescendantsAndSelf().Where(element => (bool?)element.Attribute(Protection + "requiresEncryption") == true).ToArray();
            if (open.Length == 0) continue;
            foreach (var element in open)
            {
                var made = Encrypt(element);
                element.ReplaceWith(new XElement(Protection + "encryptedSecret", new XAttribute("decryptorType", made.DecryptorType.AssemblyQualifiedName ?? ""), made.EncryptedElement));
            }

            var text = xml.ToString(SaveOptions.DisableFormatting);
            await directory.ProtectionKeys.Where(key => key.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(key => key.Xml, text), cancel);
        }
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Text) Parts(byte[] whole)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (whole.AsMemory(0, nonce), whole.AsMemory(nonce, tag), whole.AsMemory(nonce + tag));
    }
}

/// <summary>Opens a key that the file sealed. Its name stands beside each: it is never renamed.</summary>
public sealed class OpenedByKeyFile(IServiceProvider services) : IXmlDecryptor
{
    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<KeyFile>().Decrypt(encryptedElement);
}
