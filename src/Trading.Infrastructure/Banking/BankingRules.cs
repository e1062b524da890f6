namespace Trading.Infrastructure.Banking;

/// <summary>Codes of the refusals of bank files; the sentences are in Words/banking.json. After a refusal nothing of the file is used.</summary>
public static class BankingRules
{
    /// <summary>A cell cannot be read: {0} line of the file, {1} column, {2} what stands there.</summary>
    public const string MalformedCsv = "banking.malformed-csv";

    /// <summary>A column that the profile names is not in the header: {0} line, {1} column.</summary>
    public const string MissingColumn = "banking.missing-column";

    /// <summary>A label that the profile names is not in the rows above the header, or has no value: {0} label.</summary>
    public const string MissingLabel = "banking.missing-label";

    /// <summary>The file is not in the profile's encoding: {0} line, {1} encoding.</summary>
    public const string WrongEncoding = "banking.wrong-encoding";

    /// <summary>The currency of a table is not known: {0} what stands there.</summary>
    public const string OtherCurrency = "banking.other-currency";

    /// <summary>The file is no spreadsheet that can be read.</summary>
    public const string BadSheet = "banking.bad-sheet";

    /// <summary>There is nothing in the file.</summary>
    public const string EmptyFile = "banking.empty-file";

    /// <summary>There is neither a line nor a balance in the statement.</summary>
    public const string EmptyStatement = "banking.empty-statement";

    /// <summary>The file is too large: {0} limit in MB.</summary>
    public const string FileTooLarge = "banking.file-too-large";

    /// <summary>The file has too many rows: {0} limit.</summary>
    public const string TooManyRows = "banking.too-many-rows";

    /// <summary>A payee's account number holds something else than letters, digits and hyphens: {0} position in the batch, {1} the number.</summary>
    public const string BadPayeeAccount = "banking.bad-payee-account";

    /// <summary>An account is chosen that is not the centre's, or is of another currency than renminbi.</summary>
    public const string NotAnOwnAccount = "banking.not-an-own-account";

    /// <summary>There is no such line of business: {0} what was entered.</summary>
    public const string UnknownLine = "banking.unknown-line";

    /// <summary>A payment of nothing or less: {0} position in the batch, {1} amount.</summary>
    public const string PaymentNotPositive = "banking.payment-not-positive";

    /// <summary>The statement is of another account: {0} the account imported into, {1} the account in the file.</summary>
    public const string OtherAccount = "banking.other-account";

    /// <summary>A file lies in the inbox of a bank account that there is not: {0} the number of the folder.</summary>
    public const string NoSuchAccount = "banking.no-such-account";

    /// <summary>The number of a centre's account is not 9 to 32 digits.</summary>
    public const string AccountNumberInvalid = "banking.account-number-invalid";

    /// <summary>A bank account with the number {0} is entered already.</summary>
    public const string AccountNumberTaken = "banking.account-number-taken";

    /// <summary>{0}: the statement's state. Only a held statement is released or refused.</summary>
    public const string StatementNotHeld = "banking.statement-not-held";

    /// <summary>{0}: the contradiction. A statement whose sums do not tie out, or with a line of a day to come, is never released.</summary>
    public const string StatementNotReleasable = "banking.statement-not-releasable";

    /// <summary>Somebody has ended the unreadable file already.</summary>
    public const string FileEnded = "banking.file-ended";

    /// <summary>The table is in the form of no profile: {0} the keys of those that there are.</summary>
    public const string ProfileNeeded = "banking.profile-needed";

    /// <summary>No account of this number in this currency is registered: {0} number, {1} currency.</summary>
    public const string AccountNotRegistered = "banking.account-not-registered";

    /// <summary>Money of an account in another currency ({0}) is not paid back through a batch.</summary>
    public const string NotRenminbi = "banking.not-renminbi";

    /// <summary>The file is read and proved, and is nothing that is booked: {0} its format.</summary>
    public const string NotBookable = "banking.not-bookable";

    /// <summary>No account is kept in the currency {0}.</summary>
    public const string UnknownCurrency = "banking.unknown-currency";

    /// <summary>There is no bank profile {0}.</summary>
    public const string UnknownProfile = "banking.unknown-profile";
}
